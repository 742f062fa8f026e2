-- What is held on one question, by all or by some, without the cells themselves: comparison reads a million of these.
CREATE INDEX cells_by_question ON cells (question, expert, held, place, revision);
