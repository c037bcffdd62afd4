"""Stands in for faster-whisper, which is no requirement: transcribes what a MemoryVoice wrote into the sound."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from customer_connect.providers.speech.memory import text_in


@dataclass
class Segment:
    text: str
    avg_logprob: float
    no_speech_prob: float


class WhisperModel:
    def __init__(self, model_size_or_path, device, compute_type, cpu_threads, local_files_only):
        if not (local_files_only and (Path(model_size_or_path) / "model.bin").exists()):
            raise ValueError(model_size_or_path)

    def transcribe(
        self,
        audio,
        language,
        beam_size,
        temperature,
        without_timestamps,
        condition_on_previous_text,
        hotwords,
    ):
        assert audio.dtype == np.float32
        assert np.abs(audio).max(initial=0) <= 1
        text = text_in((audio[::2] * 32_768).astype("<i2").tobytes())
        return iter([Segment(f" {text.capitalize()}.", math.log(0.8), 0.01)] if text else []), None
