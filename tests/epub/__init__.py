"""Tests of the packer of EPUBs."""
