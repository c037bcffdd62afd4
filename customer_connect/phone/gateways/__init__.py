"""Ways in which a caller and the dialogue meet. Each only translates: understanding is the dialogue's."""
