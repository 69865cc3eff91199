"""The command line: the only place that knows arguments, exit codes, the terminal, executors and the clock."""
