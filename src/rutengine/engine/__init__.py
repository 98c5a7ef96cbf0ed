"""The face: an engine that holds a program, and the decisions and explanations that people hold."""
