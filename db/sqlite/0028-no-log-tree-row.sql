-- What the tree over the log is made of can be told of its leaves and nodes, by at most 255 leaves. A row of its own for
-- it cost every commit a page.
DROP TABLE log_tree;
