"""Tables of one story: its public record, revisions, plans, notes and links."""
