-- A phone shows notifications while the login lasts that they were switched on in, or the next of its owner's in the same
-- browser. `gone_at` is when its service knew it no more. An endpoint belongs to whoever named it last.
alter table reminder_device add column login_id text;

alter table reminder_device add column endpoint_hash text;

alter table reminder_device add column gone_at text;

-- Nobody wrote down which login made those there are: it was one of those that lived then. Of them the one that promises
-- to last longest is taken, so that nobody loses their reminders by an upgrade. None lasts longer than 90 days.
update reminder_device set login_id = (
    select login.id from login join course on course.patient_id = login.person_id
    where course.id = reminder_device.course_id and login.created_at <= reminder_device.made_at
      and (login.ended_at is null or login.ended_at > reminder_device.made_at)
    order by case when login.ended_at is null then 0 else 1 end, case when login.own_device_at is null then 1 else 0 end,
             login.seen_at desc, login.id desc
    limit 1
);

create index reminder_device_by_endpoint on reminder_device (endpoint_hash, made_at) where ended_at is null;

create index reminder_device_by_course on reminder_device (course_id, made_at);

-- What became of the mails to an address is told beside it.
create index reminder_sending_by_target on reminder_sending (target_id);
