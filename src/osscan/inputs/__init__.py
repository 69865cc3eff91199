"""The doors: how foreign bytes come in, with limits, and become text or documents."""
