"""What a browser may do with a page of ours. Site and preview send the same headers."""

# The page's data for machines is a <script> of a data type: browsers never run it, so it needs no permission.
_RULES = (
    "default-src 'none'",
    "img-src {own}",
    "style-src {own}",
    "font-src {own}",
    "script-src {own}",
    "base-uri 'none'",
    "form-action {own}",
    "frame-ancestors 'none'",
)


def csp(own: str = "'self'") -> str:
    """The Content-Security-Policy; *own* names the page's own source where ``'self'`` means nothing ("meja:")."""
    return "; ".join(rule.format(own=own) for rule in _RULES)


CSP = csp()
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# Beside a story's page: the hash of the record that was signed for it, so that a desk can hold the page to it.
RECORD_HASH = "X-Record-Hash"
# Static files carry their version in the address and photos their hash, so neither ever changes.
IMMUTABLE = "public, max-age=31536000, immutable"
