-- The words of the search index, which tell those that contain another; and the letters of scripts that put no blanks between
-- words apart, so that every run of them is found (src/core/records/search-text.ts).
CREATE VIRTUAL TABLE search_index_terms USING fts5vocab (search_index, 'row');

UPDATE search_index SET title = apart(title), body = apart(body)
WHERE title <> apart(title) OR body <> apart(body);
