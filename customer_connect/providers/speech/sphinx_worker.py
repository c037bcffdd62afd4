"""The process that recognises, with PocketSphinx: one small grammar for each question, and a measure of the winner.

A grammar takes any noise for one of its phrases. What tells is how far the phrase lags, frame by frame, behind whatever
sound of the whole model would have fitted best: strangers' words lag more.
"""

import math
import re
import sys
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

import numpy as np
from pocketsphinx import Config, Decoder, get_model_path

from customer_connect.providers.speech.rates import samples_of
from customer_connect.providers.speech.sphinx_grammars import Grammar, Lexicon
from customer_connect.providers.speech.telephone_features import Floats, cepstra_of
from customer_connect.providers.speech.workers import Question, serve

_KEPT_GRAMMARS = 48
# Digital silence has no logarithm that the model has met.
_NOISE = 8.0
# Kept of the line before and after the voice, in seconds.
_MARGIN = 0.2
_FRAME = 160


class Heard(NamedTuple):
    """A word: how many frames, and how far it lags behind the sounds that would have fitted best."""

    name: str
    frames: int
    lag: float


class Ear:
    """A decoder with the grammars that it was asked for lately."""

    def __init__(self, model: Path | None) -> None:
        """Load an acoustic model with the phones of CMUdict; None is the American English one that is built in."""
        own = Path(get_model_path()) / "en-us"
        self._decoder = Decoder(
            Config(
                hmm=str(model or own / "en-us"),
                dict=str(own / "cmudict-en-us.dict"),
                samprate=16_000,
                topn=8,
                compallsen=True,  # else words are measured by each other, not by all sounds
                bestpath=False,
                loglevel="FATAL",
            )
        )
        self._lexicon = Lexicon(
            self._decoder.lookup_word, lambda name, phones: self._decoder.add_word(name, phones, False)
        )
        self._grammars: OrderedDict[str, Grammar] = OrderedDict()
        self._noise = np.random.default_rng(8_000)

    def answer(self, question: Question, pcm: bytes) -> tuple[Question, bytes]:
        """Answer {"language", "phrases", "digits"} and PCM with {"text", "lag", "worst", "clear"}; the text may be "".

        The lags are those of the words behind the best of all sounds, a frame: of all, and of the worst word. Clear is
        by how many decibels the voice stands out from the line.
        """
        digits = tuple(question["digits"]) if question["digits"] else None
        name = repr((question["language"], question["phrases"], digits))
        if name not in self._grammars:
            self._learn(name, self._lexicon.grammar(question["language"], question["phrases"], digits))
        self._grammars.move_to_end(name)
        samples = samples_of(pcm)
        samples, clear = _trimmed(samples + self._noise.normal(0, _NOISE, len(samples)))
        words = self._read(name, cepstra_of(samples))
        text = self._grammars[name].meaning_of([re.sub(r"\(\d+\)$", "", word.name) for word in words])
        if not text:
            return {"text": ""}, b""
        lag = sum(word.lag for word in words) / sum(word.frames for word in words)
        worst = max(word.lag / word.frames for word in words)
        return {"text": text, "lag": lag, "worst": worst, "clear": clear}, b""

    def _learn(self, name: str, grammar: Grammar) -> None:
        if len(self._grammars) >= _KEPT_GRAMMARS:
            oldest, _ = self._grammars.popitem(last=False)
            self._decoder.remove_search(oldest)
        self._decoder.add_jsgf_string(name, grammar.jsgf)
        self._grammars[name] = grammar

    def _read(self, search: str, cepstra: bytes) -> list[Heard]:
        self._decoder.activate_search(search)
        self._decoder.start_utt()
        self._decoder.process_cep(cepstra, no_search=False, full_utt=True)
        self._decoder.end_utt()
        if self._decoder.hyp() is None:
            return []
        return [
            Heard(part.word, part.end_frame + 1 - part.start_frame, _lag(part.ascore))
            for part in self._decoder.seg()
            if not part.word.startswith(("<", "(", "["))
        ]


def _lag(score: float) -> float:
    """Return how far a word is behind, from its score as Pocketsphinx gives it: a power of 1.0001."""
    return -10_000 * math.log(max(score, 1e-300))


def _trimmed(samples: Floats) -> tuple[Floats, float]:
    """Cut off the silence around the voice but for a margin, for means are taken over the rest; tell how clear."""
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    if not len(frames):
        return samples, 0.0
    loudness = np.sqrt(np.mean(frames**2, axis=1))
    floor, voice = np.percentile(loudness, [10, 95])
    voiced = np.flatnonzero(loudness > floor + 0.04 * (loudness.max() - floor))
    margin = int(_MARGIN * 8_000)
    kept = samples[max(0, voiced[0] * _FRAME - margin) : (voiced[-1] + 1) * _FRAME + margin]
    return kept, float(20 * np.log10(max(voice, 1.0) / max(floor, 1.0)))


if __name__ == "__main__":
    serve(Ear(Path(sys.argv[1]) if len(sys.argv) > 1 else None).answer)
