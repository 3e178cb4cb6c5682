"""How the suite runs: no time is asserted, not even by the property tests, for the machine may be busy."""

import hypothesis

hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")
