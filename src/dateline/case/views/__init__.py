"""What a case shows: a situation cut out of it by place, time, actor or words, as known on any recorded day."""
