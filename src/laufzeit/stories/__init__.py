"""Stories: scenario files in a short readable text, told and checked."""
