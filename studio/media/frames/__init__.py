"""Looking at pictures: frames sampled from a recording, faces, sharpness and light, codes read back, stills framed.

The only room that knows OpenCV. Start with `sampling` (frames out of a file) and `glimpses` (what is seen in them).
"""
