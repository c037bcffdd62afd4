"""The processes that write files of strangers anew, each one file within bounds. They know no Django and no key."""
