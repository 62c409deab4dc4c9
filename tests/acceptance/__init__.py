"""One test for each practice that the program must carry out, by the command line alone, with the text's own words."""
