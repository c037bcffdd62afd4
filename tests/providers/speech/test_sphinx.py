import numpy as np
import pytest
from pocketsphinx import Config, Decoder, get_model_path

from customer_connect.providers.speech import ACCEPT_FROM, CONFIRM_FROM, RecogniserFailed
from customer_connect.providers.speech import telephone_features as ours
from customer_connect.providers.speech.spanish_sounds import pronunciations
from customer_connect.providers.speech.sphinx import SphinxRecogniser, confidence_of
from customer_connect.providers.speech.sphinx_grammars import Lexicon
from customer_connect.providers.speech.telephone_features import (
    BANDS,
    HEARD_BANDS,
    bands_of,
    cepstra_of,
    cleaned,
)


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("pagos", "P AA G OW S"),
        ("ocho", "OW CH OW"),
        ("cinco", "S IY N K OW"),
        ("siete", "S Y EH T EH"),
        ("guía", "G IY AA"),
        ("pingüino", "P IY N G W IY N OW"),
        ("señor", "S EH N Y OW R"),
        ("dirección", "D IY R EH K S Y OW N"),
        ("ayuda", "AA Y UW DH AA"),
        ("quiero", "K Y EH R OW"),
        ("hijo", "IY HH OW"),
        ("corregir", "K OW R EH HH IY R"),
        ("llamar", "Y AA M AA R"),
        ("hoy", "OY"),
        ("día", "D IY AA"),
        ("", ""),
        ("123", ""),
    ],
)
def test_spanish_is_spoken_as_it_is_written(word, sounds):
    assert (pronunciations(word) or [""])[0] == sounds


def test_spaniards_and_californians_are_understood():
    assert {"S", "TH"} == {sounds.split()[0] for sounds in pronunciations("cero")}


class Dictionary:
    """Stands in for the decoder's own."""

    def __init__(self):
        self.told = {}

    def look(self, word):
        return {"agent": "EY JH AH N T", "please": "P L IY Z", "one": "W AH N", "no": "N OW"}.get(word)

    def tell(self, name, sounds):
        self.told[name] = sounds


def test_a_grammar_says_what_each_sentence_means():
    dictionary = Dictionary()
    grammar = Lexicon(dictionary.look, dictionary.tell).grammar("en", ["agent", "No!", "español"], None)
    names = {meaning: named for named, meaning in grammar.meanings.items()}
    assert list(names) == ["agent", "No!", "español"]
    assert dictionary.told[names["agent"][0]] == "EY JH AH N T"
    assert dictionary.told[names["español"][0]].startswith("EH S P")  # no English word: the Spanish rules
    assert grammar.meaning_of(names["agent"]) == "agent"
    assert grammar.meaning_of([*names["agent"], *grammar.polite]) == "agent"
    assert grammar.meaning_of(["unheard", "of"]) == ""


def test_the_same_word_sounds_different_in_the_other_language():
    dictionary = Dictionary()
    lexicon = Lexicon(dictionary.look, dictionary.tell)
    (english,), (spanish,) = (
        next(iter(lexicon.grammar(language, ["no"], None).meanings)) for language in ("en", "es")
    )
    assert english != spanish


def test_what_cannot_be_said_is_left_out():
    lexicon = Lexicon(Dictionary().look, lambda name, sounds: None)
    assert list(lexicon.grammar("en", ["…", "agent"], None).meanings.values()) == ["agent"]


def test_the_features_are_those_the_model_was_trained_with(tmp_path):
    """The same sound through sphinxbase and through ours gives the same means, band by band."""
    rng = np.random.default_rng(0)
    # In bursts: steady noise the decoder's own front end would take away.
    sound = np.convolve(rng.normal(0, 3_000, 32_000), np.ones(4) / 4, mode="same")
    sound *= np.repeat(rng.uniform(0, 1, 16) ** 3, 2_000)
    own = f"{get_model_path()}/en-us"
    decoder = Decoder(
        Config(
            hmm=f"{own}/en-us",
            dict=f"{own}/cmudict-en-us.dict",
            samprate=16_000,
            loglevel="FATAL",
            remove_noise=False,
        )
    )
    decoder.add_jsgf_string("any", "#JSGF V1.0;\ngrammar g;\npublic <a> = one | two;\n")
    decoder.activate_search("any")
    decoder.start_utt()
    decoder.process_raw(sound.astype("<i2").tobytes(), no_search=False, full_utt=True)
    decoder.end_utt()
    theirs = [float(mean) for mean in decoder.get_cmn(True).split(",")]

    means = (bands_of(sound, 16_000) @ ours._COSINES.T * ours._LIFT).mean(axis=0)
    # The first is the loudness, of which the decoder takes the mean away.
    assert means.tolist()[1:] == pytest.approx(theirs[1:], abs=0.35)


def test_half_the_samples_have_the_same_lower_bands():
    rng = np.random.default_rng(0)
    wide = np.fft.rfft(rng.normal(0, 3_000, 32_000))
    wide[len(wide) * 7 // 16 :] = 0  # nothing above 3,500 Hz
    sound = np.fft.irfft(wide)
    both = bands_of(sound, 16_000).mean(axis=0), bands_of(sound[::2], 8_000).mean(axis=0)
    assert both[0][: HEARD_BANDS - 1] == pytest.approx(both[1][: HEARD_BANDS - 1], abs=0.3)


def test_the_missing_bands_are_filled_in():
    rng = np.random.default_rng(0)
    heard = bands_of(rng.normal(0, 1_000, 8_000), 8_000)[:, :HEARD_BANDS]
    assert cleaned(heard).shape == (len(heard), BANDS)
    assert len(cepstra_of(rng.normal(0, 1_000, 8_000))) == len(heard) * 13 * 4


@pytest.mark.parametrize("count", [0, 1, 100, 205])
def test_hardly_any_sound_makes_one_frame(count):
    assert len(cepstra_of(np.ones(count))) == 13 * 4


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_more_a_phrase_lags_the_less_sure_it_is(language):
    sure = [confidence_of(lag, language) for lag in (-1e9, 30, 55, 80, 1e9)]
    assert sure == sorted(sure, reverse=True)
    assert sure[1] > ACCEPT_FROM > sure[2] > CONFIRM_FROM > sure[3]


def test_a_recogniser_that_cannot_start_says_so(tmp_path):
    recogniser = SphinxRecogniser(folder=tmp_path, workers=1)  # no model there
    with pytest.raises(RecogniserFailed):
        recogniser.recognise(bytes(16_000), "en", phrases=("yes", "no"))
    recogniser.close()
