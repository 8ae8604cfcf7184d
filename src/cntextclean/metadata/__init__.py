"""What a page says of itself: title, date, source and authors."""
