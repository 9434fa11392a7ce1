"""The shipped tables, as rows and as data frames, and the answers that a learner keeps."""
