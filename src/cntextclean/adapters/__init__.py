"""Steps for data engines, one file each, all over `arrow.clean_batch`."""
