"""What a reader calls who writes code: own figures in the house's look, exercises with hints, own tables."""
