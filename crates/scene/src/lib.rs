//! wireglass-scene
