"""The embedded site: public pages, accounts and the far end of the sync protocol."""
