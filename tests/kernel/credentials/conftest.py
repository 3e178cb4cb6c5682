from hypothesis import settings

# The machine may be busy; nothing here asserts time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
