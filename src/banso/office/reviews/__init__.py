"""審査会: panels that judge cases of any kind, by points given under rules that are data."""
