"""The doors for what vendors deliver: folders and archives of every kind as one stream of files; nothing is ever unpacked to disk."""
