//! `copydesk.yaml`: the nearest above the file; which lists are in force and how.
