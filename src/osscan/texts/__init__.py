"""The words: every sentence that people read, in German and English."""
