"""How quick Kanwil is: ratios to a floor measured in the same run, with the absolute figures printed beside them."""
