"""Pictures: the library, and the files made from them."""
