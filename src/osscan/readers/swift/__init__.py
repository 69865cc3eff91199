"""Readers for Swift and CocoaPods."""
