"""Calls by SIP: a process that answers, speaks and listens. Knows no Django: it is handed all that it needs.

What each module is for, from the outside in:

    running.py         starts it, and stops it at a signal
    switchboards.py    all calls: how many, draining, health
    conversations.py   one call from its first word to its record
    spoken.py          a turn in speech and keys           typed.py     a turn in typed text
    lines.py           the sound of one call, both ways    keys.py      typed keys become answers
    speaking.py        prompts become sound, in time       services.py  dialogue, voice and recogniser, in threads
    stacks.py          what is wanted of a SIP stack       baresip_stack.py   the one in use
    doors.py           whose packets are let in            probes.py    does it answer? asked from outside
"""
