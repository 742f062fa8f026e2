-- What it means to hold an option: a side, none, no answer, absent, not eligible. NULL, as a process of the release before
-- writes it: a side where there is a value, and none elsewhere.

ALTER TABLE scale_options ADD COLUMN role TEXT
  CHECK (role IN ('side', 'no-side', 'no-answer', 'absent', 'not-eligible') AND (role = 'side') = (value IS NOT NULL));
