"""The form of any block, made from what its schema declares: fields as nodes, what was typed as data, and the steps between."""
