-- When a course got its newest key; none for the one it began with. Its words follow in batches.
alter table course_key add column renewed_at text;
