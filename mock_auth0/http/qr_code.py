"""QR codes, drawn when they are asked for.

ISO/IEC 18004
"""


def as_image(content: str) -> str:
    """A picture as a URL of its own: dark on white, so that it can be scanned on any page."""
    import segno

    return segno.make_qr(content, error="m").svg_data_uri(scale=5, border=4, light="#fff")
