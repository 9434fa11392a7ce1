"""What a maintainer runs: build, check, tests, the folder for a USB stick, the environment."""
