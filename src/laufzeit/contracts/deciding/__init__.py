"""The parts of ``decide``, one file for each thing that people decide about."""
