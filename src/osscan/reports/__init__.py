"""The rendering wing: each file turns the Report into one format, in the language of the Words it is handed."""
