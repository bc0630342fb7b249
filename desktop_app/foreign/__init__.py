"""Text from elsewhere (clipboard, Word, web) becomes blocks; the rubbish stays outside."""
