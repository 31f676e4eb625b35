"""The formats that others use, one file each; what they share is in `dateline.exports.coded` and its neighbours."""
