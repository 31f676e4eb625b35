"""FollowTheMoney: reports, actors, events and links as entities and as statements. Written without its library."""
