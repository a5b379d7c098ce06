"""Counts what held and what did not."""


class Report:
    """What was checked."""

    def __init__(self):
        self.held = 0
        self.failures = []

    def check(self, what, holds, found=""):
        """Notes whether something holds; `found` tells what was there instead."""
        if holds:
            self.held += 1
            print(f"  ok      {what}", flush=True)
        else:
            self.failures.append(what)
            print(f"  FAILED  {what}" + (f": {str(found)[:600]}" if found != "" else ""), flush=True)
        return bool(holds)

    def part(self, name, work, *arguments):
        """Runs a part; a part that breaks off is a failure, and the next one goes on."""
        print(name, flush=True)
        try:
            work(*arguments)
        except Exception as error:  # Whatever broke, the other parts still tell something.
            self.check(f"{name}: runs to its end", False, f"{type(error).__name__}: {error}")

    def finish(self):
        """Prints the sum; answers with the exit code."""
        print(f"\n{self.held} checks held, {len(self.failures)} failed")
        for failure in self.failures:
            print(f"  {failure}")
        return 1 if self.failures else 0
