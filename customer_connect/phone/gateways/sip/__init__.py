"""Calls by SIP: a process that answers, speaks and listens. Knows no Django: it is handed all that it needs.

stacks.py          what is wanted of a SIP stack          baresip_stack.py   the stack in use
doors.py           whose packets are let in               lines.py           the sound of one call, both ways
keys.py            typed keys become answers              speaking.py        prompts become sound, in time
conversations.py   one call, turn by turn                 tty_conversations.py   the same in typed text
switchboards.py    all calls: limits, draining, health    probes.py          does it answer? from outside
"""
