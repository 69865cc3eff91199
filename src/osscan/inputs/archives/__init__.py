"""The doors for what vendors deliver: folders and archives of every kind as one stream of files; nothing is ever unpacked to disk.

`passage.Passage` is the door, `member.Member` what comes through it, `oddities.ODDITIES` how everything weighs that may be told.
"""
