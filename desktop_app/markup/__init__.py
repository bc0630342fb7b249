"""Every way a document is read, written, rendered, measured, compared, merged and pointed into."""
