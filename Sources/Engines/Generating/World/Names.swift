/// The names that people of a world are put together from: many cultures, one spelling for display and one for addresses.
enum Names {
  static let first = pairs(
    """
    Amara Mateo Ingrid Kenji Leila Tomasz Priya Olu Yara Søren=soren Mei Dmitri Zainab Luca Aisling Rafael Noor Hana Björn=bjorn Chidi \
    Sofia Arjun Freya Kwame Elif Tariq Marta Haruto Nadia Emeka Linnea Omar Ximena Pavel Thandi Hugo Anika Yusuf Greta Ibrahim Lucía=lucia \
    Minh Oksana Rohan Astrid Femi Camila Viktor Salma Declan Sakura Andrei Zola Matteo Ines Karim Ebba Jomo Lakshmi Stefan Wanjiru Émile=emile \
    Farah Gustavo Hye-jin=hyejin Ivo Jasmin Kofi Lena Malik Niamh Otis Paloma Quentin Rania Sipho Tove Ulises Valentina Wen Xavier Yuki Zeynep \
    Adaeze Bogdan Cécile=cecile Dara Eero Fatou Goran Hilde Imran Jūratė=jurate Kaveh Liang Mirela Nils Orla Pekka
    """)

  static let last = pairs(
    """
    Okafor Lindqvist Tanaka Moreau Kowalczyk Adeyemi Ferreira Haddad Novak Ramanathan Osei Bergström=bergstrom Castellanos Nakamura Volkov \
    Achterberg Mensah Rossi Iyer Dubois Yilmaz Hakimi Petrov Andersson Mbeki Silvestri Chaudhary O'Rourke=orourke Takahashi Lefebvre Abebe \
    Horvat Villanueva Kaplan Eriksen Banerjee Nwosu Schreiber Aydin Morozova Delacroix Kimura Papadakis Salazar Lund Rahimi Wierzbicki Zhao \
    Boateng Fontaine Grigoryan Ishikawa Jankowska Khalil Lopes Mäkelä=makela Ndlovu Oyelaran Pereira Quispe Rasmussen Sharma Tesfaye Ulrich \
    Vasquez Watanabe Xu Yamamoto Zielinski Amsel Barzani Cohenour Diallo Esposito Farouk Galvão=galvao Hussein Ivanova Jørgensen=jorgensen \
    Kruger Lehtinen Mahmoud Nyberg Orellana Pham Qadiri Rinaldi Sato Thorsen Uddin Vermeulen Wójcik=wojcik Yeboah Zapata Arslan Bianchi \
    Cardoso Dahlberg El-Amin=elamin Fischbach Guerrero Hoang Idowu Jimenez Kovalenko Larsson Mukherjee Nkosi Olsen Popescu Reinholt Sandoval \
    Toivonen Usman Vieira Wanyama Yoon Zamani Albrecht Bajwa Czerny Dimitrov Eklund Fofana Gjertsen Hashimi Inoue Jovanovic Kenyatta Laurent
    """)

  static let titles = [
    "Software Engineer", "Senior Software Engineer", "Staff Engineer", "Engineering Manager", "Product Manager",
    "Data Engineer",
    "Site Reliability Engineer", "Quality Engineer", "Technical Writer", "Security Engineer", "Business Analyst",
    "Programme Manager",
  ]

  struct Spelling: Sendable {
    let display: String
    /// Lower-case ASCII letters.
    let address: String
  }

  private static func pairs(_ list: String) -> [Spelling] {
    list.split(separator: " ").map { entry in
      let parts = entry.split(separator: "=")
      let display = String(parts.first ?? "")
      return Spelling(display: display, address: parts.count > 1 ? String(parts[1]) : display.lowercased())
    }
  }
}
