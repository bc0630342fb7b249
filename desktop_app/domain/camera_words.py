"""What cameras and programs write where a caption should be."""

_DEFAULTS = frozenset(
    ("olympus digital camera", "digital camera", "sony dsc", "samsung camera pictures", "samsung", "default",
     "minolta digital camera", "kodak digital still camera", "exif_jpeg_picture", "untitled", "picture", "image",
     "ed image", "camera phone picture", "user comments", "dcim", "dav", "rear camera", "photo")
)  # fmt: skip


def is_camera_default(text: str) -> bool:
    """Whether a caption is only what the camera writes by itself."""
    return " ".join(text.split()).lower() in _DEFAULTS
