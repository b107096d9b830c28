"""How Kanwil looks and speaks: templates, tags, tokens, marks, icons, the style guide."""
