use std::collections::BTreeMap;

use askama::Template;
use jiff::civil::Date;

use super::{Frame, Way};
use crate::dates::month_in_words;
use crate::edition::LocalEdition;
use crate::words::Words;
use crate::{Error, addresses};

/// A year's days: those with articles lead to them.
#[derive(Template)]
#[template(path = "calendar.html")]
pub(crate) struct CalendarPage {
    frame: Frame,
    /// The names of the days, Monday first (ISO 8601).
    weekdays: Vec<&'static str>,
    months: Vec<Month>,
    /// The years with articles, this one without an address.
    years: Vec<Way>,
    undated: usize,
}

/// A month, a row a week.
struct Month {
    name: String,
    weeks: Vec<[Cell; 7]>,
}

/// A day's place in its month; empty before the first and after the last.
#[derive(Clone, Default)]
struct Cell {
    day: i8,
    href: Option<String>,
    /// How many articles it has, in words.
    count: String,
}

impl CalendarPage {
    /// The days of a year, `None` when it has no article; without a year those of the last one.
    pub(crate) fn load(edition: &LocalEdition, year: Option<i16>) -> Result<Option<Self>, Error> {
        let holdings = edition.holdings()?;
        let dates = holdings
            .days
            .iter()
            .filter_map(|(day, count)| Some((day.parse().ok()?, *count)));
        let dates: BTreeMap<Date, usize> = dates.collect();
        let last = dates.keys().next_back().map(|date| date.year());
        let Some(year) = year.or(last) else {
            let frame = edition.frame(edition.words.say("Days"))?;
            return Ok(Some(Self::without_days(frame, holdings.undated)));
        };
        let frame = edition.frame(&year.to_string())?;
        Ok(Self::new(frame, &dates, year, holdings.undated))
    }

    /// The calendar of an edition in which no article has a day.
    fn without_days(frame: Frame, undated: usize) -> Self {
        Self {
            frame,
            weekdays: Vec::new(),
            months: Vec::new(),
            years: Vec::new(),
            undated,
        }
    }

    fn new(frame: Frame, dates: &BTreeMap<Date, usize>, year: i16, undated: usize) -> Option<Self> {
        let words = frame.words;
        let mut years: Vec<i16> = dates.keys().rev().map(|date| date.year()).collect();
        years.dedup();
        if !years.contains(&year) {
            return None;
        }
        let way = |&other: &i16| Way {
            text: other.to_string(),
            href: (other != year).then(|| addresses::calendar(Some(other))),
            web: false,
        };
        let months = (1..=12).filter_map(|month| Date::new(year, month, 1).ok());
        Some(Self {
            weekdays: words.say("Mo Tu We Th Fr Sa Su").split(' ').collect(),
            months: months
                .filter_map(|first| Month::new(first, dates, words))
                .collect(),
            years: years.iter().map(way).collect(),
            undated,
            frame,
        })
    }
}

impl Month {
    /// The month that begins with a day; `None` when it has no article.
    fn new(first: Date, dates: &BTreeMap<Date, usize>, words: Words) -> Option<Self> {
        dates.range(first..=first.last_of_month()).next()?;
        let before = usize::from(first.weekday().to_monday_zero_offset().unsigned_abs());
        let days = (1..=first.days_in_month())
            .filter_map(|day| Date::new(first.year(), first.month(), day).ok());
        let mut row = vec![Cell::default(); before];
        row.extend(days.map(|date| Cell::new(date, dates.get(&date).copied(), words)));
        row.resize(row.len().next_multiple_of(7), Cell::default());
        let weeks = row
            .chunks(7)
            .filter_map(|week| week.to_vec().try_into().ok());
        Some(Self {
            name: month_in_words(first, words),
            weeks: weeks.collect(),
        })
    }
}

impl Cell {
    fn new(date: Date, count: Option<usize>, words: Words) -> Self {
        Self {
            day: date.day(),
            href: count.map(|_| addresses::day(&date.to_string())),
            count: count.map_or_else(String::new, |count| words.count(count, "story|stories")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(year: i16, days: &[&str]) -> Option<CalendarPage> {
        let dates = days.iter().map(|day| (day.parse().unwrap(), 2)).collect();
        CalendarPage::new(Frame::default(), &dates, year, 0)
    }

    #[test]
    fn days_stand_under_their_weekday() {
        // 1 September 2012 was a Saturday, and the month ended with a Sunday.
        let page = page(2012, &["2012-09-17", "2010-01-01"]).unwrap();
        let [month] = &page.months[..] else {
            panic!("one month")
        };
        assert_eq!(month.name, "September 2012");
        let days = |week: &[Cell; 7]| week.clone().map(|cell| cell.day);
        assert_eq!(month.weeks.len(), 5);
        assert_eq!(days(&month.weeks[0]), [0, 0, 0, 0, 0, 1, 2]);
        assert_eq!(days(&month.weeks[4]), [24, 25, 26, 27, 28, 29, 30]);
        let [monday, tuesday, ..] = &month.weeks[3];
        assert_eq!(monday.href.as_deref(), Some("/day/2012-09-17"));
        assert_eq!(monday.count, "2 stories");
        assert!(tuesday.href.is_none());
    }

    #[test]
    fn years_without_articles_have_no_page() {
        assert!(page(2011, &["2012-09-17", "2010-01-01"]).is_none());
        let years = page(2010, &["2012-09-17", "2010-01-01"]).unwrap().years;
        let shown = years
            .iter()
            .map(|way| (way.text.as_str(), way.href.as_deref()));
        assert_eq!(
            Vec::from_iter(shown),
            [("2012", Some("/days/2012")), ("2010", None)]
        );
    }
}
