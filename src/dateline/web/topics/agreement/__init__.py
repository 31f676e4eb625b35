"""Two coders or more: handing out blind double codings, how far the coders agree, and deciding between them."""
