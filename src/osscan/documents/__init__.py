"""Documents that people file: one tree of blocks, written as HTML, PDF, ODT, DOCX, Markdown and tables."""
