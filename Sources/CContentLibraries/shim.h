// Carries link flags only.
